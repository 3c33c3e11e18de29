<%@ page session="false" contentType="text/plain" %><%
String path = request.getRequestURI();
String way = path.substring(path.lastIndexOf('/') + 1);
if (way.equals("error")) {
  response.sendError(421);
} else if (way.equals("message")) {
  response.sendError(421, "This host is not served here");
} else if (way.equals("json")) {
  response.setStatus(421);
  response.setContentType("application/json");
  out.print("{\"error\":\"unknown host\"}");
} else {
  response.setStatus(421);
  out.print("This host is not served here");
}
%>
