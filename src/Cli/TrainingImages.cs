using System.CommandLine;
using NasPipelines.Images;
using NasPipelines.Trainers.Embedded;
using NasPipelines.Trainers.Standalone;
using NasPipelines.Trainers.Training;

namespace NasPipelines.Cli;

/// <summary>The images that verbs train on.</summary>
internal static class TrainingImages
{
    /// <summary>The word for the images of the embedded benchmark.</summary>
    public const string Tiny = "tiny";

    public static Option<string> Option(CommonOptions common) =>
        common.Files.Reads(new Option<string>("--images")
        {
            HelpName = "PATH",
            Description = $"CIFAR-10 binary batches, a file or a folder, or '{Tiny}' for a made set of small images.",
            Required = true,
        });

    /// <summary>Images, how they are normalised (null means by their own mean and deviation) and augmented.</summary>
    /// <exception cref="WrongUseException">There is no such file or folder.</exception>
    public static (ImageSet Images, ImageNormalisation? Normalisation, AugmentationOptions Augmentation) Load(string images) =>
        images == Tiny
            ? (TinyBench.Train, null, AugmentationOptions.None)
            : (ImageSet.Load(Existing(images)), ImageNormalisation.Cifar10, new());

    /// <summary>Training and test images and the recipe that goes with them.</summary>
    /// <exception cref="WrongUseException">There is no such folder.</exception>
    public static (ImageSet Train, ImageSet Test, StandaloneOptions Recipe) LoadBoth(string images) => images == Tiny
        ? (TinyBench.Train, TinyBench.Test, TinyBench.Recipe)
        : (ImageSet.Load(Existing(images)), ImageSet.Load(images, new() { Split = ImageSplit.Test }),
            new() { Normalisation = ImageNormalisation.Cifar10 });

    private static string Existing(string path) =>
        Path.Exists(path)
            ? path
            : throw new WrongUseException($"--images '{path}': there is no such file or folder, and it is not '{Tiny}'.");
}
