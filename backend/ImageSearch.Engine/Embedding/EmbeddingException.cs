namespace ImageSearch.Engine.Embedding;

/// <summary>A picture was decoded, but the model gave no usable vector for it. Other pictures are not affected.</summary>
public sealed class EmbeddingException(string message, Exception? innerException = null) 
    : LibraryException(LibraryErrorKind.Unusable, message, "unreadable-image", innerException);
