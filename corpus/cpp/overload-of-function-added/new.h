namespace text {
int width(int letter);
int width(long letter);
}
