struct engine {
    void stop(int status);
    int speed;
};
