struct stream;
struct filter;
struct stream;

struct stream *stream_at(int at);
int stream_position(struct stream *stream);
