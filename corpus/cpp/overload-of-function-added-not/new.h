namespace text {
struct line {
    int length;
};
int width(int letter);
int width(long letter);
int width(char letter);
int widths(long letters);
int operator+(const line &one, const line &other);
int operator+(const line &one, int more);
}
