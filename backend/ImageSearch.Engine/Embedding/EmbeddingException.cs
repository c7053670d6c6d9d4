namespace ImageSearch.Engine.Embedding;

/// <summary>One picture could be decoded but the model gave no usable vector for it; others are not affected.</summary>
public sealed class EmbeddingException(string message, Exception? innerException = null) 
    : LibraryException(LibraryErrorKind.Unusable, message, "unreadable-image", innerException);
