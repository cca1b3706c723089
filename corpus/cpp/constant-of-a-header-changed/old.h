namespace room {
enum class order : unsigned char { up, down };

inline constexpr int most = 4;
constexpr double scale = 0.5;
static const signed char mark = -1;
constexpr order way = order::up;
inline namespace v1 { const bool from_end = false; }

void fill(int *counts);
const int &limit();
}
