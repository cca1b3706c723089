struct limits {
    static int most;
    static int least();
};
