struct page;
struct folio;
typedef union {
	struct page **pages;
	struct folio **folios;
} release_what __attribute__((transparent_union));
int release_all(release_what what, int count);
