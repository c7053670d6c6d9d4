namespace ImageSearch.Faiss;

/// <summary>Why a call failed, as far as a caller may want to react to it. The numbers are those of the native library.</summary>
public enum FaissError
{
    /// <summary>The caller's mistake: an id that is there already, a vector with NaN, an untrained index.</summary>
    InvalidArgument = 1,

    /// <summary>The file is damaged, cut short, or no index of a kind that is read here. Reading it again will not help.</summary>
    InvalidFile = 2,

    /// <summary>The operating system refused: no such file, no permission, disk full. The file may be in order.</summary>
    InputOutput = 3,

    /// <summary>Memory ran out.</summary>
    OutOfMemory = 4,

    /// <summary>FAISS itself failed; the message is its own.</summary>
    Failed = 5,
}
