namespace NasPipelines.Compat;

/// <summary>Published implementations whose rankings can be reproduced to the digit, ties and missing values included.</summary>
public enum RankingCompat
{
    /// <summary>aw_nas, the implementation behind Ning et al. 2021.</summary>
    AwNas,

    /// <summary>NASLib, the implementation behind NAS-Bench-Suite-Zero (Krishnakumar et al. 2022).</summary>
    NasLib,
}
