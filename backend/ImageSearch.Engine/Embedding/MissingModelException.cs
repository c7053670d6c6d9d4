namespace ImageSearch.Engine.Embedding;

/// <summary>
/// Something is to be embedded, and the model that made the library's vectors is missing or of no use any more. The message names it and
/// says what to do.
/// </summary>
public sealed class MissingModelException(string message) : Exception(message);
