namespace NasPipelines.OneShot;

/// <summary>Published behaviours of one-shot evaluation that differ from sound ones.</summary>
[Flags]
public enum OneShotCompat
{
    /// <summary>Sound behaviour.</summary>
    None = 0,

    /// <summary>The mean over batches is not weighted by their sizes: a short last batch counts as much as a full one (aw_nas).</summary>
    LastBatchWeight = 1,
}
