namespace ImageSearch.Engine.Embedding.Inference;

/// <param name="FixedBatch">The only number of pictures that the model accepts at once; null if it accepts any.</param>
internal sealed record InspectedModel(ModelDescriptor Model, int? FixedBatch);
