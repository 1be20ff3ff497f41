namespace NasPipelines.Spaces.NetworkFiles;

/// <summary>Which weights networks from files are scored with.</summary>
public enum NetworkWeights
{
    /// <summary>Made anew by seed, name, role and fan-in, as zero-shot estimators mean it; what a file stores is not used.</summary>
    Anew,

    /// <summary>Those in the file: scores then are of a trained network, which is another question and ranks differently.</summary>
    Stored,
}
