namespace NasPipelines.Cluster.Connections;

/// <summary>What a user's silos and clients on one machine share where nothing else is named.</summary>
internal static class LocalFile
{
    /// <summary>The file of members and runs.</summary>
    public static string Default => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "nas",
        "cluster.db");
}
