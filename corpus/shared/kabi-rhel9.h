/* RHEL 9 and later: what its macros expand to. */
#include <stddef.h>

#define KABI_PASTE2(a, b) a##b
#define KABI_PASTE(a, b) KABI_PASTE2(a, b)
#ifdef KABI_CHECKS
#define KABI_FITS(_orig, _new) \
	union { \
		_Static_assert(sizeof(struct { _new; }) <= sizeof(struct { _orig; }), "too big"); \
		_Static_assert(_Alignof(struct { _new; }) <= _Alignof(struct { _orig; }), "too aligned"); \
	};
#else
#define KABI_FITS(_orig, _new)
#endif

#define KABI_SLOT(_orig, _new) \
	union { \
		_new; \
		struct { _orig; } KABI_PASTE(rh_kabi_hidden_, __LINE__); \
		KABI_FITS(_orig, _new) \
	}
#define RH_KABI_RESERVE(n) unsigned long rh_reserved##n;
#define RH_KABI_USE(n, _new) KABI_SLOT(unsigned long rh_reserved##n, _new);
#define RH_KABI_USE2(n1, n2, _new) KABI_SLOT(unsigned long rh_reserved##n1; unsigned long rh_reserved##n2, _new);
#define RH_KABI_REPLACE(_orig, _new) KABI_SLOT(_orig, _new);
#define RH_KABI_DEPRECATE(_type, _orig) _type rh_reserved_##_orig;
#define RH_KABI_DEPRECATE_FN(_type, _orig, ...) _type (*rh_reserved_##_orig)(__VA_ARGS__);
#define RH_KABI_USE3(n1, n2, n3, _new) \
	KABI_SLOT(unsigned long rh_reserved##n1; unsigned long rh_reserved##n2; unsigned long rh_reserved##n3, _new);
#define RH_KABI_EXTEND(_new) _new;
#define RH_KABI_FILL_HOLE(_new) _new;
#define RH_KABI_RENAME(_orig, _new) _new;
#define RH_KABI_EXTEND_WITH_SIZE(_new, _size) \
	union { \
		_new; \
		unsigned long KABI_PASTE(rh_kabi_hidden_, __LINE__)[_size]; \
	};
#define RH_KABI_AUX_PTR(_struct) size_t _struct##_size_rh; struct _struct##_rh *_rh;
#define RH_KABI_AUX_EMBED(_struct) size_t _struct##_size_rh; struct _struct##_rh _rh;
#define RH_KABI_USE_AUX_PTR(n1, n2, _struct) \
	KABI_SLOT(unsigned long rh_reserved##n1; unsigned long rh_reserved##n2, \
		  struct { size_t _struct##_size_rh; struct _struct##_rh *_rh; });
