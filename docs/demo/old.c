#include "old.h"

#include <stdlib.h>

static const char *proxy_url;

struct http_request *http_request_new(const char *url)
{
    struct http_request *request = calloc(1, sizeof *request);
    if (request) {
        request->url = url;
        request->port = 80;
        request->timeouts.connect_ms = 1000;
        request->timeouts.read_ms = 5000;
    }
    return request;
}

void http_request_free(struct http_request *request)
{
    free(request);
}

void http_set_timeouts(struct http_request *request, const struct http_timeouts *timeouts)
{
    request->timeouts = *timeouts;
}

enum http_status http_send(struct http_request *request)
{
    enum http_status status = request->url || proxy_url ? HTTP_OK : HTTP_ERROR;
    if (request->on_done)
        request->on_done(request, status);
    return status;
}

int http_set_proxy(const char *proxy)
{
    proxy_url = proxy;
    return 0;
}
