template <typename T> struct kept {
    T value;
};
template <typename T> struct number {
    T held;
};
template <> struct kept<unsigned char> : number<unsigned char> {
};
enum class state : unsigned char { idle, busy };
struct task {
    kept<state> now;
    int runs;
};

task *make_task();
