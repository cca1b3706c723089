namespace room {
enum class order : unsigned char { up, down };

inline constexpr int most = 8;
constexpr double scale = 0.25;
static const signed char mark = -2;
constexpr order way = order::down;
inline namespace v1 { const bool from_end = true; }

void fill(int *counts);
const int &limit();
}
