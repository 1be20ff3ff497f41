namespace NasPipelines.Images;

/// <summary>The part of a folder that holds training and test files side by side.</summary>
public enum ImageSplit
{
    /// <summary>The files whose names start with <c>train</c> or <c>data_batch</c>.</summary>
    Train,

    /// <summary>The files whose names start with <c>test</c>.</summary>
    Test,
}
