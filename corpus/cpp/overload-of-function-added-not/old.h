namespace text {
struct line {
    int length;
};
int width(int letter);
int width(long letter);
int operator+(const line &one, const line &other);
}
