# A PSGI application, for Starman and Twiggy.
my $app = sub {
  my ($way) = $_[0]{PATH_INFO} =~ m{([^/]*)$};
  return [421, [], []] if $way eq 'empty';
  return [421, ['Content-Type' => 'application/json'], ['{"error":"unknown host"}']] if $way eq 'json';
  return [421, ['Content-Type' => 'text/plain'], ['This host is not served here']];
};
$app;
