namespace ImageSearch.Engine.Embedding;

/// <summary>
/// There is no model, or it is broken, or it cannot embed pictures. The message says which file, what is wrong and what to do.
/// </summary>
public sealed class ModelException(string message, Exception? innerException = null) 
    : LibraryException(LibraryErrorKind.Conflict, message, "model-conflict", innerException);
