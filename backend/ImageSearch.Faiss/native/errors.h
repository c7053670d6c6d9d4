// The only place where C++ exceptions become status codes.
#pragma once

#include <exception>
#include <new>
#include <stdexcept>
#include <string>

#include "imagesearch_faiss.h"

namespace isf {

// A failure with a status of its own; its message is written for the caller of the library.
class Failure : public std::runtime_error {
public:
    Failure(isf_status status, const std::string& message) : std::runtime_error(message), status(status) {}

    const isf_status status;
};

inline void require(bool condition, const char* message) {
    if (!condition) throw Failure(ISF_INVALID_ARGUMENT, message);
}

// Stores the message for the calling thread and returns the status.
isf_status report(isf_status status, const char* message) noexcept;

template <typename Body>
isf_status guarded(Body&& body) noexcept {
    try {
        body();
        return ISF_OK;
    } catch (const Failure& failure) {
        return report(failure.status, failure.what());
    } catch (const std::bad_alloc&) {
        return report(ISF_OUT_OF_MEMORY, "There is not enough memory for this call.");
    } catch (const std::length_error&) {
        return report(ISF_OUT_OF_MEMORY, "There is not enough memory for this call.");
    } catch (const std::exception& exception) {
        return report(ISF_FAILED, exception.what());
    } catch (...) {
        return report(ISF_FAILED, "FAISS threw something that is not an exception.");
    }
}

}  // namespace isf
