namespace room {
constexpr int most = 4;
constexpr double scale = 0.5;
const int of_one_side = 1;
static const volatile int watched = 3;
extern const int limit;
static int level = 2;
constexpr const char *name = "a";
#ifdef IN_OTHER_UNIT
constexpr int of_unit = 1;
#else
constexpr int of_unit = 2;
#endif

int sum();
int other();
}
