<?php
// The last segment of the path chooses how it says 421.
switch (basename(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH))) {
    case 'json':
        http_response_code(421);
        header('Content-Type: application/json');
        echo '{"error":"WRONG_HOST"}';
        break;
    case 'empty':
        http_response_code(421);
        break;
    case 'header':
        header('HTTP/1.1 421 Misdirected Request');
        echo 'This host is not served here';
        break;
    default:
        http_response_code(421);
        echo '<h1>This host is not served here</h1>';
}
