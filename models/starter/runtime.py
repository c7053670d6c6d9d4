"""ONNX Runtime through its C API and ctypes, for machines without the Python package; takes the path of libonnxruntime.so."""
import ctypes as c

import numpy as np

# places in struct OrtApi; the table only ever grows at its end
CREATE_ENV, CREATE_SESSION, RUN, CREATE_OPTIONS, THREADS = 3, 7, 9, 10, 24
ERROR_MESSAGE, TENSOR_WITH_DATA, TENSOR_DATA, ELEMENT_COUNT, TYPE_AND_SHAPE, CPU_MEMORY = 2, 49, 51, 64, 65, 69
FLOAT = 1


class Session:
    def __init__(self, library, model, threads=1):
        get = c.CDLL(library).OrtGetApiBase
        get.restype = c.c_void_p
        base = c.cast(get(), c.POINTER(c.c_void_p))
        api = c.CFUNCTYPE(c.c_void_p, c.c_uint32)(base[0])(17)
        self.version = c.CFUNCTYPE(c.c_char_p)(base[1])().decode()
        self.table = c.cast(api, c.POINTER(c.c_void_p))
        env, options, self.session, self.memory = (c.c_void_p() for _ in range(4))
        self.call(CREATE_ENV, c.c_int(3), c.c_char_p(b"starter"), c.byref(env))
        self.call(CREATE_OPTIONS, c.byref(options))
        self.call(THREADS, options, c.c_int(threads))
        self.call(CREATE_SESSION, env, c.c_char_p(str(model).encode()), options, c.byref(self.session))
        self.call(CPU_MEMORY, c.c_int(0), c.c_int(0), c.byref(self.memory))

    def call(self, index, *arguments):
        function = c.CFUNCTYPE(c.c_void_p, *(c.c_void_p if not isinstance(a, c.c_int) else c.c_int for a in arguments))(self.table[index])
        status = function(*(c.cast(a, c.c_void_p) if isinstance(a, (c.c_char_p, c.Array)) else a for a in arguments))
        if status:
            message = c.CFUNCTYPE(c.c_char_p, c.c_void_p)(self.table[ERROR_MESSAGE])(status)
            raise RuntimeError(message.decode())

    def run(self, x):
        """float32 [n,3,h,w] -> float32 [n,dimension]."""
        x = np.ascontiguousarray(x, dtype=np.float32)
        shape = (c.c_int64 * x.ndim)(*x.shape)
        tensor, output, info, data, count = c.c_void_p(), c.c_void_p(), c.c_void_p(), c.c_void_p(), c.c_size_t()
        pointer = c.c_void_p(x.ctypes.data)
        create = c.CFUNCTYPE(c.c_void_p, c.c_void_p, c.c_void_p, c.c_size_t, c.c_void_p, c.c_size_t, c.c_int, c.c_void_p)(self.table[TENSOR_WITH_DATA])
        if create(self.memory, pointer, x.nbytes, c.cast(shape, c.c_void_p), x.ndim, FLOAT, c.addressof(tensor)):
            raise RuntimeError("no tensor")
        names_in, names_out = (c.c_char_p * 1)(b"image"), (c.c_char_p * 1)(b"embedding")
        inputs, outputs = (c.c_void_p * 1)(tensor.value), (c.c_void_p * 1)(None)
        run = c.CFUNCTYPE(c.c_void_p, c.c_void_p, c.c_void_p, c.c_void_p, c.c_void_p, c.c_size_t, c.c_void_p, c.c_size_t, c.c_void_p)(self.table[RUN])
        status = run(self.session, None, c.cast(names_in, c.c_void_p), c.cast(inputs, c.c_void_p), 1, c.cast(names_out, c.c_void_p), 1, c.cast(outputs, c.c_void_p))
        if status:
            raise RuntimeError(c.CFUNCTYPE(c.c_char_p, c.c_void_p)(self.table[ERROR_MESSAGE])(status).decode())
        output = c.c_void_p(outputs[0])
        self.call(TYPE_AND_SHAPE, output, c.byref(info))
        self.call(ELEMENT_COUNT, info, c.byref(count))
        self.call(TENSOR_DATA, output, c.byref(data))
        flat = np.ctypeslib.as_array(c.cast(data, c.POINTER(c.c_float)), (count.value,))
        return flat.reshape(len(x), -1).copy()  # the few bytes of the tensors are left to the end of the process
