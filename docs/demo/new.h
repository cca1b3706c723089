/* libdemo 1.1: a small HTTP client. */
#ifndef DEMO_H
#define DEMO_H

#include <stddef.h>
#include <stdint.h>

enum http_status { HTTP_OK = 200, HTTP_NOT_FOUND = 404, HTTP_ERROR = 500 };

struct http_timeouts {
    uint32_t connect_ms;
    uint32_t tls_ms;
    uint32_t read_ms;
};

struct http_request {
    const char *url;
    struct http_timeouts timeouts;
    uint16_t port;
    uint32_t retries;
    void (*on_done)(struct http_request *request, enum http_status status);
    void *user_data;
};

struct http_request *http_request_new(const char *url);
void http_request_free(struct http_request *request);
void http_set_timeouts(struct http_request *request, const struct http_timeouts *timeouts);
enum http_status http_send(struct http_request *request);
enum http_status http_send_all(struct http_request **requests, size_t count);

#endif
