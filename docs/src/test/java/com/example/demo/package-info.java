/**
 * The application of the project's README, word for word.
 */
@NullMarked
package com.example.demo;

import org.jspecify.annotations.NullMarked;
