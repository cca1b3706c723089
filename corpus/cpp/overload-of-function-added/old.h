namespace text {
int width(int letter);
}
