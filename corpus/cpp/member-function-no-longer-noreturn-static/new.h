struct engine {
    static void halt(int status);
    int speed;
};
int speed(const engine &which);
