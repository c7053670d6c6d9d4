namespace ImageSearch.Engine.Embedding;

/// <summary>No model, a broken one, or one that cannot embed pictures. The message says which file, what is wrong and what to do.</summary>
public sealed class ModelException(string message, Exception? innerException = null) 
    : LibraryException(LibraryErrorKind.Conflict, message, "model-conflict", innerException);
