namespace room {
constexpr long most = 2 + 2;
constexpr float scale = 1 / 2.0;
const int of_other_side = 1;
static const volatile int watched = 4;
extern const int limit;
static int level = 3;
constexpr const char *name = "b";
#ifdef IN_OTHER_UNIT
constexpr int of_unit = 1;
#else
constexpr int of_unit = 3;
#endif

int sum();
int other();
}
