/* Android up to 2024: what its macros expand to. */
typedef unsigned char u8;
typedef unsigned long u64;

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
		struct { _orig; }; \
		KABI_FITS(_orig, _new) \
	}
#define ANDROID_KABI_RESERVE(n) u64 android_kabi_reserved##n;
#define ANDROID_KABI_USE(n, _new) KABI_SLOT(u64 android_kabi_reserved##n, _new);
#define ANDROID_KABI_USE2(n1, n2, _new) KABI_SLOT(u64 android_kabi_reserved##n1; u64 android_kabi_reserved##n2, _new);
#define ANDROID_KABI_REPLACE(_orig, _new) KABI_SLOT(_orig, _new);
#define ANDROID_BACKPORT_RESERVE(n) u64 android_backport_reserved##n;
#define ANDROID_BACKPORT_USE(n, _new) KABI_SLOT(u64 android_backport_reserved##n, _new);
#define ANDROID_BACKPORT_RESERVE_ARRAY(n, s) u8 android_backport_reserved##n[s];
#define ANDROID_BACKPORT_USE_ARRAY(n, s, _new) KABI_SLOT(u8 android_backport_reserved##n[s], _new);
