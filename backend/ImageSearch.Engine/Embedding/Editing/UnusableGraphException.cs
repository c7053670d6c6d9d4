namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>A graph cannot embed pictures; the message is the part of a sentence that gives the reason.</summary>
internal sealed class UnusableGraphException(string reason) : Exception(reason);
