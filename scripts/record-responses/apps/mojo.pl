# A Mojolicious::Lite application: the last segment of the path chooses how it says 421.
use Mojolicious::Lite -signatures;
app->log->level('fatal');
app->mode('production');
any '/*any' => sub ($c) {
  my $way = $c->req->url->path->parts->[-1];
  return $c->render(json => { error => 'host not allowed' }, status => 421) if $way eq 'json';
  return $c->rendered(421) if $way eq 'empty';
  $c->render(text => 'This host is not served here', status => 421);
};
app->start;
