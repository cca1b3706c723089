/* Android from 2025: what its macros expand to. */
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
#define ANDROID_KABI_RESERVE(n) u64 __kabi_reserved##n;
#define ANDROID_KABI_USE(n, _new) KABI_SLOT(u64 __kabi_reserved##n, _new);
#define ANDROID_KABI_USE2(n1, n2, _new) KABI_SLOT(u64 __kabi_reserved##n1; u64 __kabi_reserved##n2, _new);
#define ANDROID_KABI_IGNORE(n, _new) \
	union { \
		_new; \
		unsigned char __kabi_ignored##n; \
	};
#define ANDROID_KABI_REPLACE(_type, _name, _new) KABI_SLOT(_type __kabi_renamed##_name, _new);
#define ANDROID_KABI_RESERVE_ARRAY(n, s) unsigned char __attribute__((aligned(8))) __kabi_reserved##n[s];
#define ANDROID_KABI_USE_ARRAY(n, s, _new) KABI_SLOT(unsigned char __attribute__((aligned(8))) __kabi_reserved##n[s], _new);
#define ANDROID_KABI_BACKPORT_RESERVE(n) u64 __kabi_reserved_backport##n;
#define ANDROID_KABI_BACKPORT_USE(n, _new) KABI_SLOT(u64 __kabi_reserved_backport##n, _new);
