namespace ImageSearch.Engine.Indexing;

/// <summary>The saved index is not there or damaged, and its kind cannot begin without training.</summary>
internal sealed class UntrainedIndexException(string id)
    : Exception($"The saved index {id} is not there or cannot be used, and its type needs vectors to be trained on before it can be filled again.");
