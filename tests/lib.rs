//! Nothing is here: the tests are in `it/`, their data in `cases/`.
