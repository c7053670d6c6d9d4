namespace ImageSearch.Engine.Embedding;

/// <summary>
/// A picture cannot be embedded because the model that made the library's vectors is missing or no longer usable. The message names the
/// model and says what to do.
/// </summary>
public sealed class MissingModelException(string message) : Exception(message);
