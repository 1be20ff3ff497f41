namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>How a file becomes a network.</summary>
/// <param name="ImageSize">Rows and columns of the image; null for the file's own.</param>
/// <param name="KeepsNorms">Whether batch normalisations stay.</param>
internal sealed record ReadingOptions(int? ImageSize = null, bool KeepsNorms = true);
