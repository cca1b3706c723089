struct page;
int release_all(struct page **what, int count);
