struct span { int from; int to; };
int length(const struct span *span);
