namespace ImageSearch.Engine.Embedding.Inference;

/// <param name="FixedBatch">The only number of pictures that the model takes at once; null where it takes any.</param>
internal sealed record InspectedModel(ModelDescriptor Model, int? FixedBatch);
