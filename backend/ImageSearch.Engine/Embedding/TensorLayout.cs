using System.Text.Json.Serialization;

namespace ImageSearch.Engine.Embedding;

/// <summary>The order of a model's input: planes of red, green and blue, or the three values of a pixel side by side.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TensorLayout>))]
public enum TensorLayout
{
    /// <summary>[batch, channel, row, column]</summary>
    Nchw,

    /// <summary>[batch, row, column, channel]</summary>
    Nhwc,
}
