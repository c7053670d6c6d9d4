namespace ImageSearch.Faiss;

/// <summary>Why a call failed. The numbers are those of the native library.</summary>
public enum FaissError
{
    /// <summary>An error of the caller: an id that already exists, a vector with NaN, an untrained index.</summary>
    InvalidArgument = 1,

    /// <summary>The file is damaged, incomplete, or not an index of a supported kind. Reading it again will not help.</summary>
    InvalidFile = 2,

    /// <summary>The operating system refused: no such file, no permission, disk full. The file may be intact.</summary>
    InputOutput = 3,

    /// <summary>Memory ran out.</summary>
    OutOfMemory = 4,

    /// <summary>FAISS itself failed; the message is its own.</summary>
    Failed = 5,
}
