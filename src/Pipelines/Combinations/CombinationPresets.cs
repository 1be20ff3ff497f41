using NasPipelines.Options;

namespace NasPipelines.Combinations;

/// <summary>Published combinations of ranks by name.</summary>
public static class CombinationPresets
{
    /// <summary>All of them. Adding one is one entry here.</summary>
    public static IReadOnlyList<CombinationPreset> All { get; } =
    [
        new(
            "az-nas",
            "AZ-NAS (Lee and Ham, CVPR 2024): the sum of log(rank / N) of four components, FLOPs of the cell as it "
                + "is written among them, equal values sharing the mean of their ranks",
            "NAS-Bench-201, all 15,625 architectures; networks of 16 channels and 5 cells per stage, batch 64 of Gaussian input; truth: "
                + "test accuracy on CIFAR-10 after 200 epochs. Published tau .741, rho .913; on the 9,445 cells without unreachable "
                + "operations .712, .892",
            CombinationRule.LogRank,
            "az_expressivity", "az_progressivity", "az_trainability", "flops"),
        new(
            "vkdnw-aggregate",
            "the aggregate of VKDNW (Týbl and Neumann, CVPR 2025): the sum of log(rank / N) of VKDNW, Jacov, AZ-NAS's expressivity and "
                + "trainability, and FLOPs",
            "NAS-Bench-201, the 9,445 cells without unreachable operations; truth: test accuracy after 200 epochs, mean of the seeds. "
                + "Published tau .750, rho .919 on CIFAR-10, .753, .919 on CIFAR-100, .743, .906 on ImageNet16-120",
            CombinationRule.LogRank,
            "vkdnw", "jacob_cov", "az_expressivity", "az_trainability", "flops"),
        new(
            "te-nas",
            "TE-NAS (Chen et al., ICLR 2021): the sum of the ranks by the condition of the neural tangent kernel, the smaller the better, "
                + "and by the number of linear regions",
            "NAS-Bench-201, the 9,445 cells without unreachable operations, as VKDNW's table 1 has it; truth: test accuracy after 200 "
                + "epochs, mean of the seeds. Published there tau .536, rho .722 on CIFAR-10, .537, .723 on CIFAR-100, .523, .709 on "
                + "ImageNet16-120",
            CombinationRule.Borda,
            "ntk", "linear_regions"),
    ];

    /// <summary>The preset of a name; case is ignored.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static CombinationPreset Get(string name) =>
        Named.Get(All, preset => preset.Name, "preset", name);
}
